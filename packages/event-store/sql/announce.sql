select pg_notify('offtake_appended', book) from unnest($1::text[]) book
