insert into ledger.book (book, name, partition) values ($1, $2, $3) on conflict (book) do nothing returning book
