-- Figures that facts have made stale in [from_at, to_at): one row a machine and transaction, no unique index (L27).
create table oee_stale (
    site int not null,
    machine_id text not null,
    from_at timestamptz not null,
    to_at timestamptz not null
);
create index oee_stale_by_machine on oee_stale (site, machine_id);
grant select, insert, delete on oee_stale to mes_service;

-- Closed shifts of machines. A figure: may be dropped and is rebuilt with the same rows. Times are microseconds; factors are
-- rounded to 4 places, null = unknown. known_through: before it nothing was missing when this was made; position: the newest
-- fact that it was made from.
create table oee_by_shift (
    site int not null,
    machine_id text not null,
    shift_from timestamptz not null,
    shift_to timestamptz not null,
    shift_name text not null,
    shift_day date not null,
    known_through timestamptz not null,
    not_planned_us bigint not null,
    planned_stop_us bigint not null,
    no_data_us bigint not null,
    downtime_us bigint not null,
    micro_stop_us bigint not null,
    running_us bigint not null,
    good bigint not null,
    scrap bigint not null,
    good_in_base bigint not null,
    scrap_in_base bigint not null,
    estimated bigint not null,
    ideal_cycle_us bigint,
    availability numeric(9, 4),
    performance numeric(9, 4),
    quality numeric(9, 4),
    oee numeric(9, 4),
    raw_performance numeric(18, 4),
    over_speed boolean not null,
    coverage numeric(9, 4),
    position bigint not null,
    primary key (site, machine_id, shift_from)
);
create index oee_by_shift_incomplete on oee_by_shift (site, machine_id, shift_from) where known_through < shift_to;
grant select, insert, update, delete on oee_by_shift to mes_service;
