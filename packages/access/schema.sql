create table access.key (
  id text not null,
  principal text not null,
  hash bytea not null,
  salt bytea not null,
  platform_operator boolean not null default false,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint key_pkey PRIMARY KEY (id)
);

create table access.member (
  book text not null,
  principal text not null,
  role text not null,
  constraint member_pkey PRIMARY KEY (book, principal),
  constraint member_role_check CHECK ((role = ANY (ARRAY['reader'::text, 'recorder'::text, 'operator'::text])))
);

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
