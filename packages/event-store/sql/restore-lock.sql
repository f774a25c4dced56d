-- Waits for an append under way; the next one waits for the restore.
select head from ledger.book where book = $1 for no key update
