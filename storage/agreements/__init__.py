from storage.agreements.store import AgreementStore
from storage.agreements.values import Agreement, NewAgreement, NewParty, Party

__all__ = ["Agreement", "AgreementStore", "NewAgreement", "NewParty", "Party"]
