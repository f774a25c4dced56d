update ledger.book set head = $2, hash = decode($3, 'hex'), recorded_at = $4::timestamptz, restored = $2 where book = $1
