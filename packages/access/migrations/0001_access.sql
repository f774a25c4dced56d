-- Up Migration
create schema if not exists access;

-- An API key: only its hash is kept. `id` is the part of the key that is not secret.
create table access.key (
  id text primary key,
  principal text not null,
  hash bytea not null,
  salt bytea not null,
  platform_operator boolean not null default false,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz
);

-- What a principal may do in one book.
create table access.member (
  book text not null,
  principal text not null,
  role text not null check (role in ('reader', 'recorder', 'operator')),
  primary key (book, principal)
);

-- A code of a printed sign-in link: good for one session, once. Kept hashed (SHA-256: it is 256 random bits).
create table access.sign_in_code (
  hash bytea primary key,
  principal text not null,
  platform_operator boolean not null,
  expires_at timestamptz not null
);

-- A signed-in client; the cookie is kept hashed, like the code.
create table access.session (
  hash bytea primary key,
  principal text not null,
  platform_operator boolean not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
