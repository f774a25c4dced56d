-- The command service writes who may do what; the projection service reads it. Both say when a key was used, and add to
-- the audit trail, which nobody changes.
grant usage on schema access to offtake_command, offtake_projection;
grant select, insert, update, delete on access.key, access.member, access.session, access.sign_in_code to offtake_command;
grant select on access.key, access.member, access.session to offtake_projection;
grant update (last_used_at) on access.key to offtake_projection;
grant select, insert on access.audit to offtake_command, offtake_projection;
-- Earlier versions granted all on all tables.
revoke update, delete, truncate on access.audit from offtake_command;
revoke all on access.migration from offtake_command;
-- For what serves some books they take these roles. Not inherited: what narrows those must not narrow who looks up a key.
grant offtake_command_book to offtake_command with inherit false, set true;
grant offtake_projection_book to offtake_projection with inherit false, set true;
