from storage.contract.store import ContractStore
from storage.contract.values import Concern, Contract, Letter, Signature, Version, Wording

__all__ = ["Concern", "Contract", "ContractStore", "Letter", "Signature", "Version", "Wording"]
