-- History of every tag, as rows and blocks together (L28). For people and for tools: to read one tag quickly, narrow by site,
-- producer and tag, and by received_at where the time of receipt is known. Product code reads telemetry_stored.
create or replace view machine_telemetry as
select t.machine_id, s.sampled_at as timestamp, coalesce(t.metric, 'tag ' || s.tag) as metric_type, s.value, t.unit,
       s.status::bigint & 4294967295 as status, s.misdated, s.received_at, s.site, s.producer, s.tag
from telemetry_sample s
left join tag t on (t.site, t.producer, t.tag) = (s.site, s.producer, s.tag);
