-- Facts of machines. A row that is derived again, after a clock correction, comes as a new row at a later place: of the rows of
-- one event the one with the greatest (position, ordinal) counts. The *_current views show those only.

-- state: RUNNING, IDLE, FAULT, MAINTENANCE, or NO_DATA where a gap begins. basis: 'source' where the source dated it, 'edge'
-- where the line PC did; correction: microseconds added to that clock (L10). reason: the cause of a gap.
create table machine_events (
    site int not null,
    machine_id text not null,
    state text not null,
    occurred_at timestamptz not null,
    source_time timestamptz,
    basis text not null,
    correction bigint not null,
    reason text,
    supersedes uuid,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    incarnation_ordinal int not null,
    seq bigint not null,
    primary key (site, machine_id, event_id, position, ordinal)
) /* partition by hash (site) */;
create index machine_events_by_time on machine_events (site, machine_id, occurred_at);
create index machine_events_by_order on machine_events (site, machine_id, incarnation_ordinal, seq);
call make_append_only('machine_events');

create view machine_events_current as
select * from machine_events e
where not exists (
    select from machine_events n
    where (n.site, n.machine_id, n.event_id) = (e.site, e.machine_id, e.event_id)
      and (n.position, n.ordinal) > (e.position, e.ordinal));
grant select on machine_events_current to mes_service;

-- Parts by outcome in [from_at, to_at), or at one instant where a person moved them. The counter's own readings stand beside what
-- a counter counted: two of one (producer, tag, counter_epoch) never overlap here.
create table production_events (
    site int not null,
    machine_id text not null,
    outcome text not null,
    quantity bigint not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    operator_id uuid,
    reason text,
    estimated boolean not null,
    supersedes uuid,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    producer bigint not null,
    tag bigint,
    counter_epoch int,
    reading_before bigint,
    reading_after bigint,
    primary key (site, machine_id, event_id, outcome, position, ordinal)
) /* partition by hash (site) */;
create index production_events_by_time on production_events (site, machine_id, to_at);
create index production_events_by_reading on production_events (site, producer, tag, counter_epoch, from_at)
    where tag is not null;
call make_append_only('production_events');

create view production_events_current as
select * from production_events e
where not exists (
    select from production_events n
    where (n.site, n.machine_id, n.event_id, n.outcome) = (e.site, e.machine_id, e.event_id, e.outcome)
      and (n.position, n.ordinal) > (e.position, e.ordinal));
grant select on production_events_current to mes_service;

-- Readings that overlap others of the same counter: parts that may have been counted twice. Never summed; a person decides (L14).
create table production_conflict (
    site int not null,
    machine_id text not null,
    event_id uuid not null,
    other_event_id uuid not null,
    quantity bigint not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, event_id, position, ordinal)
);
call make_append_only('production_conflict');

-- A stretch without data (L15): a row when it opens, another with its end when it closes.
create table gap (
    site int not null,
    machine_id text not null,
    gap_id uuid not null,
    source text not null,
    from_at timestamptz not null,
    to_at timestamptz,
    cause text not null,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, machine_id, gap_id, position, ordinal)
) /* partition by hash (site) */;
create index gap_by_time on gap (site, machine_id, from_at);
call make_append_only('gap');

create view gap_current as
select distinct on (site, machine_id, gap_id) *
from gap
order by site, machine_id, gap_id, position desc, ordinal desc;
grant select on gap_current to mes_service;

-- Work on an order on a line: a row when it starts, another with its end.
create table order_run (
    site int not null,
    line text not null,
    run_id uuid not null,
    order_number text not null,
    item text not null,
    item_name text not null,
    target_quantity bigint not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, line, run_id, position, ordinal)
);
create index order_run_by_id on order_run (site, run_id);
call make_append_only('order_run');

create view order_run_current as
select distinct on (site, line, run_id) *
from order_run
order by site, line, run_id, position desc, ordinal desc;
grant select on order_run_current to mes_service;

-- The cause that a person gave to a stop, named by the event that began it. The latest counts.
create table stoppage_reason (
    site int not null,
    machine_id text not null,
    stoppage_id uuid not null,
    reason text not null,
    operator_id uuid,
    given_at timestamptz not null,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, stoppage_id, position, ordinal)
);
call make_append_only('stoppage_reason');

create view stoppage_reason_current as
select distinct on (site, stoppage_id) *
from stoppage_reason
order by site, stoppage_id, position desc, ordinal desc;
grant select on stoppage_reason_current to mes_service;

-- How far a producer's clock is from central's: central minus producer, with the monotonic reading that ties it to events (L10).
create table clock_observation (
    site int not null,
    producer bigint not null,
    boot uuid not null,
    mono_us bigint not null,
    utc timestamptz not null,
    offset_us bigint not null,
    uncertainty_us bigint not null,
    incarnation uuid not null,
    seq bigint not null,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, producer, position, ordinal)
);
call make_append_only('clock_observation');

-- Attribution to an order is an overlay of time on the line's order runs (L8), never stamped into a count. Parts that no run
-- covers have no order. A count is never split: it belongs to the run in which it began.
create view production_by_order as
select p.*, r.run_id, r.order_number, r.item
from production_events_current p
left join lateral (
    select run_id, order_number, item
    from order_run_current r
    where r.site = p.site
      and r.line = substring(p.machine_id from '^[^/]+/[^/]+')
      and r.started_at <= p.from_at
      and (r.ended_at is null or r.ended_at > p.from_at)
    order by r.started_at desc
    limit 1) r on true;
grant select on production_by_order to mes_service;

-- History of every tag. A tag that is not defined here yet has its number for a name, and its name once the definition arrives.
create view machine_telemetry as
select t.machine_id, h.sampled_at as timestamp, coalesce(t.metric, 'tag ' || h.tag) as metric_type, h.value, t.unit,
       h.status::bigint & 4294967295 as status, h.misdated, h.received_at, h.site, h.producer, h.tag
from telemetry_head h
left join tag t on (t.site, t.producer, t.tag) = (h.site, h.producer, h.tag);
grant select on machine_telemetry to mes_service;
