-- What a person said parts were made for (M0.05): the parts of counts that begin in [from_at, to_at), by the clock that dated
-- the counts. Taken back, it comes again with no order.
create table parts_assignment (
    site int not null,
    machine_id text not null,
    assignment_id uuid not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    order_number text,
    item text,
    operator_id uuid,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, machine_id, assignment_id, position, ordinal)
);
create index parts_assignment_by_time on parts_assignment (site, machine_id, from_at);
call make_append_only('parts_assignment');

create view parts_assignment_current as
select * from parts_assignment a
where a.order_number is not null
  and not exists (
      select from parts_assignment n
      where (n.site, n.machine_id, n.assignment_id) = (a.site, a.machine_id, a.assignment_id)
        and (n.position, n.ordinal) > (a.position, a.ordinal));
grant select on parts_assignment_current to mes_service;

-- A person's word wins over the order that ran, the latest one over earlier ones (L8); where neither is, the order is unknown:
-- UNASSIGNED. A count is never split: it belongs where it began.
create or replace view production_by_order as
select p.*,
       case when a.order_number is null then r.run_id end as run_id,
       coalesce(a.order_number, r.order_number) as order_number,
       case when a.order_number is null then r.item else a.item end as item
from production_events_current p
left join lateral (
    select order_number, item
    from parts_assignment_current a
    where a.site = p.site
      and a.machine_id = p.machine_id
      and a.from_at <= p.from_at
      and a.to_at > p.from_at
    order by a.position desc, a.ordinal desc
    limit 1) a on true
left join lateral (
    select run_id, order_number, item
    from order_run_current r
    where r.site = p.site
      and r.line = substring(p.machine_id from '^[^/]+/[^/]+')
      and r.started_at <= p.from_at
      and (r.ended_at is null or r.ended_at > p.from_at)
    order by r.started_at desc
    limit 1) r on true;
