-- Of this connection alone, and gone with it.
create temporary table restoring (
  position bigint, stream text, version int, id uuid, type text, body text, recorded_at timestamptz, hash bytea
)
