-- Who this central is. Every batch names it; the epoch goes up with each restore (L23).
create table central_identity (
    only_row boolean primary key default true check (only_row),
    id uuid not null,
    epoch int not null
);
insert into central_identity (id, epoch) values (gen_random_uuid(), 1);
grant select on central_identity to mes_service;

-- The place of the next fact of a site. Its row lock orders all fact-writing transactions of the site (L7).
create table ledger_head (
    site int primary key,
    epoch int not null,
    position bigint not null,
    last_us bigint not null
);
grant select, insert, update on ledger_head to mes_service;

-- Every event of every producer, as the bytes that its producer wrote (L3). No foreign keys, no business constraint (L24).
create table ledger (
    site int not null,
    epoch int not null,
    position bigint not null,
    ordinal int not null,
    recorded_at timestamptz not null,
    producer bigint not null,
    incarnation uuid not null,
    lane smallint not null,
    seq bigint not null,
    event_id uuid not null,
    kind text not null,
    edge_utc timestamptz not null,
    edge_mono_us bigint not null,
    boot uuid not null,
    bytes bytea not null,
    hash bytea not null,
    primary key (site, epoch, position, ordinal),
    unique (site, producer, incarnation, lane, seq)
) /* partition by hash (site) */;
create index ledger_by_event on ledger (site, event_id);
call make_append_only('ledger');

-- The journals that producers opened, numbered in the order in which central met them (L6).
create table incarnation (
    site int not null,
    producer bigint not null,
    incarnation uuid not null,
    ordinal int not null,
    previous uuid,
    program text not null,
    opened_at timestamptz not null,
    primary key (site, producer, incarnation),
    unique (site, producer, ordinal)
);
call make_append_only('incarnation');

-- How far the event lane of a journal is held. Moved only by the guarded update of L19.
create table event_watermark (
    site int not null,
    producer bigint not null,
    incarnation uuid not null,
    seq bigint not null,
    hash bytea not null,
    complete_through timestamptz not null,
    primary key (site, producer, incarnation)
);
grant select, insert, update on event_watermark to mes_service;

-- An edge's newest view of its line (L25): never a fact, lost in a crash, there again within a second.
create unlogged table edge_live (
    site int not null,
    producer bigint not null,
    incarnation uuid not null,
    tip_seq bigint not null,
    settled_through timestamptz not null,
    view text not null,
    received_at timestamptz not null,
    primary key (site, producer)
);
grant select, insert, update on edge_live to mes_service;

-- For other modules: nothing that happened on a producer's line before this instant is missing here (L15). A live view whose
-- newest event is held counts too, or a machine that runs without a change of state would seem silent.
create view producer_coverage as
select w.site, w.producer,
       max(greatest(w.complete_through, case when l.tip_seq <= w.seq then l.settled_through end)) as complete_through
from event_watermark w
left join edge_live l on (l.site, l.producer, l.incarnation) = (w.site, w.producer, w.incarnation)
group by w.site, w.producer;
grant select on producer_coverage to mes_service;

-- Events that a module could not project, with what followed them on the same aggregate (L24).
create table projection_failure (
    site int not null,
    module text not null,
    epoch int not null,
    position bigint not null,
    ordinal int not null,
    kind text not null,
    aggregate text not null,
    error text not null,
    failed_at timestamptz not null,
    primary key (site, module, epoch, position, ordinal)
);
grant select, insert, update, delete on projection_failure to mes_service;
