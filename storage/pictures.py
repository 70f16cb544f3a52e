"""A team's pictures: one under each key, the newest. Their content is a stored file (storage/files.py)."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Field

from storage.files import FileStore
from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, table, tenant_rules


class PictureRow(TenantRow, table=True):
    """`with_names`: people's names are in it, so it goes when somebody is erased."""

    __tablename__ = "team_picture"
    __table_args__ = tenant_rules(("team_id", "team"), unique=(("team_id", "key"),), leaf=True)
    team_id: int
    key: str
    sha256: str = Field(index=True)
    with_names: bool = False


pictures = table(PictureRow)

_THERE = Prepared(select(pictures).where(mine(pictures), given(pictures.c.team_id), given(pictures.c.key)))


class PictureStore(Store):
    def keep(self, team_id: int, key: str, kind: str, content: bytes, *, with_names: bool) -> str:
        """Keep the picture under the key, instead of the one that was there; its SHA-256."""
        before = self.row(_THERE, team_id=team_id, key=key)
        sha256 = self._files.keep(kind, content)
        if before is None or before.sha256 != sha256:
            natural = ("team_id", "key")
            self.put(pictures, natural, team_id=team_id, key=key, sha256=sha256, with_names=with_names)
            if before is not None:
                self._let_go(before.sha256)
        return sha256

    def forget_names(self) -> None:
        """Take away every picture with people's names in it: they are made again when they are asked for."""
        where = self.within(pictures, pictures.c.with_names)
        gone = [row.sha256 for row in self.execute(select(pictures.c.sha256).where(*where))]
        self.delete(pictures, pictures.c.with_names)
        for sha256 in gone:
            self._let_go(sha256)

    def _let_go(self, sha256: str) -> None:
        """Forget the file, unless another team's picture happens to be the very same."""
        query = select(pictures.c.id).where(*self.within(pictures, pictures.c.sha256 == sha256)).limit(1)
        if self.execute(query).one_or_none() is None:
            self._files.forget(sha256)

    @property
    def _files(self) -> FileStore:
        return FileStore(self.tx, self.tenant_id, self.now)
