create table access.audit (
  id bigint not null,
  at timestamp with time zone not null default clock_timestamp(),
  book text,
  principal text,
  via text not null,
  act text not null,
  subject text,
  outcome text not null,
  detail jsonb not null default '{}'::jsonb,
  request_id text not null,
  address text not null,
  constraint audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text]))),
  constraint audit_pkey PRIMARY KEY (id)
);
alter table access.audit enable row level security;
create policy every_book on access.audit for all to public
  using (true);
create policy some_books on access.audit as restrictive for all to offtake_command_book, offtake_projection_book
  using ((book = ANY (string_to_array(( SELECT current_setting('offtake.book'::text, true) AS current_setting), ','::text))));

create table access.key (
  id text not null,
  principal text not null,
  hash bytea not null,
  salt bytea not null,
  platform_operator boolean not null default false,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  name text,
  book text,
  created_by text,
  last_used_at timestamp with time zone,
  made_with text,
  made_of bytea,
  constraint key_of_a_book_is_no_platform_key CHECK (((book IS NULL) OR (NOT platform_operator))),
  constraint key_pkey PRIMARY KEY (id)
);
alter table access.key enable row level security;
create policy every_book on access.key for all to public
  using (true);
create policy some_books on access.key as restrictive for all to offtake_command_book, offtake_projection_book
  using ((book = ANY (string_to_array(( SELECT current_setting('offtake.book'::text, true) AS current_setting), ','::text))));

create table access.member (
  book text not null,
  principal text not null,
  role text not null,
  constraint member_pkey PRIMARY KEY (book, principal),
  constraint member_role_check CHECK ((role = ANY (ARRAY['reader'::text, 'recorder'::text, 'operator'::text])))
);
alter table access.member enable row level security;
create policy every_book on access.member for all to public
  using (true);
create policy some_books on access.member as restrictive for all to offtake_command_book, offtake_projection_book
  using ((book = ANY (string_to_array(( SELECT current_setting('offtake.book'::text, true) AS current_setting), ','::text))));

create table access.session (
  hash bytea not null,
  principal text not null,
  platform_operator boolean not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (hash)
);

create table access.sign_in_code (
  hash bytea not null,
  principal text not null,
  platform_operator boolean not null,
  expires_at timestamp with time zone not null,
  constraint sign_in_code_pkey PRIMARY KEY (hash)
);

create table access.watch (
  book text not null,
  principal text not null,
  watch text not null,
  terms jsonb not null,
  made_at timestamp with time zone not null default clock_timestamp(),
  constraint watch_pkey PRIMARY KEY (book, principal, watch)
);
alter table access.watch enable row level security;
create policy every_book on access.watch for all to public
  using (true);
create policy own on access.watch as restrictive for all to offtake_command_book, offtake_projection_book
  using ((principal = ( SELECT current_setting('offtake.principal'::text, true) AS current_setting)));
create policy some_books on access.watch as restrictive for all to offtake_command_book, offtake_projection_book
  using ((book = ANY (string_to_array(( SELECT current_setting('offtake.book'::text, true) AS current_setting), ','::text))));
