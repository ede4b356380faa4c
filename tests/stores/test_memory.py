from hasten.stores import MemoryStore
from hasten.testing.store_suite import StoreSuite


class TestMemoryStore(StoreSuite):
    def make(self, folder):
        return MemoryStore()
