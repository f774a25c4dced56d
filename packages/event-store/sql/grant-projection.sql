-- What a reader without a broker needs: one view, and nothing else of the ledger.
grant usage on schema ledger to offtake_projection;
grant select on ledger.published to offtake_projection;
