"""Discord's JSON for what the fake's world holds: the shapes the gateway and REST send to a bot."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.fakes.discord.components import Json
from tests.fakes.discord.world import Channel, Guild, Interaction, Message, User, World

# Permission bits by the short names the world uses.
PERMISSIONS = {"view": 1 << 10, "send": 1 << 11, "embed": 1 << 14, "attach": 1 << 15, "history": 1 << 16}
EVERYBODY = sum(PERMISSIONS.values()) | 1 << 31  # and USE_APPLICATION_COMMANDS


def stamp(seconds: float | None) -> str | None:
    """ISO 8601 as Discord writes it."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()


def user_json(user: User) -> Json:
    """A user."""
    return {
        "id": str(user.id),
        "username": user.name.lower().replace(" ", "."),
        "global_name": user.name,
        "discriminator": "0",
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def member_json(user: User, permissions: int | None = None) -> Json:
    """A user in a server; with `permissions` as interactions send them."""
    member: Json = {
        "user": user_json(user),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [],
        "joined_at": "2025-01-01T00:00:00+00:00",
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
    }
    return member if permissions is None else member | {"permissions": str(permissions)}


def channel_json(world: World, channel: Channel) -> Json:
    """A text channel (type 0), or direct messages (type 1)."""
    base: Json = {"id": str(channel.id), "last_message_id": None, "flags": 0}
    if channel.recipient is not None:
        return base | {"type": 1, "recipients": [user_json(channel.recipient)]}
    assert channel.guild is not None
    if channel.parent is not None:
        return base | _thread_json(channel, channel.parent, channel.guild)
    denied = sum(bit for name, bit in PERMISSIONS.items() if name not in channel.bot_may)
    refusal = {"id": str(world.bot.id), "type": 1, "allow": "0", "deny": str(denied)}
    return base | {
        "type": 0,
        "guild_id": str(channel.guild.id),
        "name": channel.name,
        "parent_id": None,
        "rate_limit_per_user": 0,
        "topic": None,
        "position": 0,
        "permission_overwrites": [refusal] if denied else [],
        "nsfw": False,
    }


def _thread_json(thread: Channel, parent: Channel, guild: Guild) -> Json:
    """A public thread (type 11)."""
    about: Json = {"archived": False, "auto_archive_duration": 1440, "locked": False}
    about["archive_timestamp"] = "2025-01-01T00:00:00+00:00"
    return {
        "type": 11,
        "guild_id": str(guild.id),
        "parent_id": str(parent.id),
        "name": thread.name,
        "owner_id": str(guild.id + 1),
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
        "thread_metadata": about,
    }


def guild_json(world: World, guild: Guild) -> Json:
    """GUILD_CREATE: as a bot without the members intent gets it, only its own member is in it."""
    role = {
        "id": str(guild.id),
        "name": "@everyone",
        "permissions": str(EVERYBODY),
        "position": 0,
        "color": 0,
    }
    role |= {
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
        "icon": None,
        "unicode_emoji": None,
    }
    role["colors"] = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    nothing: Json = dict.fromkeys(_NOTHING)
    empty: Json = {key: [] for key in _EMPTY}
    return (
        nothing
        | empty
        | dict.fromkeys(_ZERO, 0)
        | {
            "id": str(guild.id),
            "name": guild.name,
            "owner_id": str(guild.id + 1),  # somebody else: an owner may do everything
            "preferred_locale": "da",
            "roles": [role],
            "joined_at": "2025-01-01T00:00:00+00:00",
            "member_count": len(guild.members),
            "max_members": 500_000,
            "large": False,
            "unavailable": False,
            "premium_progress_bar_enabled": False,
            "members": [member_json(world.bot)],
            "channels": [
                channel_json(world, c)
                for c in world.channels.values()
                if c.guild is guild and c.parent is None
            ],
        }
    )


# What a server has that no bot of ours reads, by the kind of nothing that is in it.
_NOTHING: tuple[str, ...] = (
    *("icon", "splash", "discovery_splash", "banner", "description", "afk_channel_id", "system_channel_id"),
    *("rules_channel_id", "public_updates_channel_id", "safety_alerts_channel_id", "vanity_url_code"),
    *("application_id", "max_presences"),
)
_EMPTY: tuple[str, ...] = (
    *("features", "emojis", "stickers", "threads", "presences", "voice_states", "stage_instances"),
    *("guild_scheduled_events", "soundboard_sounds"),
)
_ZERO: tuple[str, ...] = (
    *("afk_timeout", "verification_level", "default_message_notifications", "explicit_content_filter"),
    *("mfa_level", "premium_tier", "premium_subscription_count", "system_channel_flags", "nsfw_level"),
)


def message_json(world: World, message: Message) -> Json:
    """A message; the marker of a look-up is in its components' ids."""
    body: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "type": 0,
        "author": user_json(message.author),
        "content": message.content,
        "timestamp": stamp(message.created),
        "edited_timestamp": stamp(message.edited),
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": message.attachments,
        "embeds": message.embeds,
        "components": message.components,
        "pinned": False,
        "flags": message.flags,
    }
    if message.nonce is not None:
        body["nonce"] = message.nonce
    if message.interaction is not None:
        origin = message.interaction
        body |= {"webhook_id": str(world.application_id), "application_id": str(world.application_id)}
        body["type"] = 20 if origin.kind == 2 else 0
        body["interaction_metadata"] = _origin_json(origin)
    return body


def _origin_json(origin: Interaction) -> Json:
    """Which interaction a message answers: a command, a component, or a form with what opened it."""
    about: Json = {"id": str(origin.id), "type": origin.kind, "user": user_json(origin.user)}
    about["authorizing_integration_owners"] = {}
    if origin.kind == 2:
        about |= {"name": origin.data["name"], "command_type": 1}
    elif origin.opened_by is not None:
        about["triggering_interaction_metadata"] = _origin_json(origin.opened_by)
    elif origin.message is not None:
        about["interacted_message_id"] = str(origin.message.id)
    return about


def interaction_json(world: World, interaction: Interaction) -> Json:
    """INTERACTION_CREATE."""
    channel = interaction.channel
    may = sum(PERMISSIONS[name] for name in channel.bot_may)
    body: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application_id),
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": channel_json(world, channel),
        "locale": interaction.user.locale,
        "entitlements": [],
        "authorizing_integration_owners": {},
        "attachment_size_limit": 10_485_760,
        "app_permissions": str(may),
    }
    if interaction.message is not None:
        body["message"] = message_json(world, interaction.message)
    if channel.guild is None:
        return body | {"context": 1, "user": user_json(interaction.user)}
    return body | {
        "context": 0,
        "guild_id": str(channel.guild.id),
        "guild_locale": "da",
        "guild": {"id": str(channel.guild.id), "locale": "da", "features": []},
        "member": member_json(interaction.user, EVERYBODY),
    }
