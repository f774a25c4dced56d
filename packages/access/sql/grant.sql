-- The command service writes who may do what; the projection service only reads it.
grant usage on schema access to offtake_command, offtake_projection;
grant select, insert, update, delete on all tables in schema access to offtake_command;
grant select on access.key, access.member, access.session to offtake_projection;
