"""The Discord door. Imported only when `DISCORD_TOKEN` is set; nothing else in the house knows discord.py."""
