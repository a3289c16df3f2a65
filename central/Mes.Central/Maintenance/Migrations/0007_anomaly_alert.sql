-- Alarms of the detectors at the edges. severity: WARNING or CRITICAL; detector: ZSCORE, CUSUM or EWMA; detected_at: time of the
-- sample that it was raised at. Value and expected band are in the unit of the tag.
create table anomaly_alert (
    site int not null,
    machine_id text not null,
    metric text not null,
    severity text not null,
    detected_at timestamptz not null,
    value double precision not null,
    expected_low double precision not null,
    expected_high double precision not null,
    detector text not null,
    producer bigint not null,
    tag bigint not null,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, machine_id, event_id, position, ordinal)
);
create index anomaly_alert_by_machine on anomaly_alert (site, machine_id, detected_at);
create index anomaly_alert_by_time on anomaly_alert (site, detected_at);
call make_append_only('anomaly_alert');

-- For other modules: each alarm once, with the unit that its tag has now.
create view anomaly_alert_current as
select a.*, t.unit
from anomaly_alert a
left join tag t on (t.site, t.producer, t.tag) = (a.site, a.producer, a.tag)
where not exists (
    select from anomaly_alert n
    where (n.site, n.machine_id, n.event_id) = (a.site, a.machine_id, a.event_id)
      and (n.position, n.ordinal) > (a.position, a.ordinal));
grant select on anomaly_alert_current to mes_service;
