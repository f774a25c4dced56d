update ledger.relay set epoch = epoch + 1 returning epoch
