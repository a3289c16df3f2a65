-- Samples of one tag in one UTC hour, as arrays in order of time (L28). steps: microseconds from the sample before, 0 for the
-- first, which is at t0. value: null where there is none. status: null = all Good. received_at: the last receipt among them.
-- slice_*: what each minute with samples comes to; wide ranges are drawn from these without opening the samples. Figures are
-- made from usable values: finite, below 1e300, status not Bad. Null in a block that is opened as quickly: under 240 samples,
-- or under 10 a minute.
create sequence telemetry_block_id;
grant usage on sequence telemetry_block_id to mes_service;

create table telemetry_block (
    site int not null,
    producer bigint not null,
    tag bigint not null,
    t0 timestamptz not null,
    block_id bigint not null default nextval('telemetry_block_id'),
    t1 timestamptz not null,
    received_at timestamptz not null,
    misdated boolean not null,
    samples int not null,
    steps int[] not null,
    value float8[] not null,
    status int[],
    slice_minute smallint[],
    slice_samples int[],
    slice_usable int[],
    slice_uncertain int[],
    slice_low float8[],
    slice_high float8[],
    slice_sum float8[],
    primary key (site, producer, tag, t0, block_id),
    constraint within_one_hour check (t0 <= t1 and date_trunc('hour', t0, 'UTC') = date_trunc('hour', t1, 'UTC')),
    constraint as_many_of_each check (
        samples > 0 and cardinality(steps) = samples and cardinality(value) = samples
        and (status is null or cardinality(status) = samples))
) partition by range (t0);
alter table telemetry_block alter steps set compression pglz, alter value set compression pglz, alter status set compression pglz;
call make_append_only('telemetry_block');

-- A page asks for the newest samples of one tag; by time alone it would read those of all tags.
create index telemetry_head_by_tag on telemetry_head (site, producer, tag, sampled_at);

-- Makes the partitions of these days, as the owner, attached like those of the head.
create function make_telemetry_days(days date[]) returns void
language plpgsql security definer
set search_path = public, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
declare
    one_day date;
    partition_name text;
begin
    if cardinality(days) not between 1 and 800 then
        raise exception '% days at once: 1 to 800 are allowed', cardinality(days);
    end if;

    perform pg_advisory_xact_lock(hashtext('make_telemetry_days'));
    foreach one_day in array days loop
        partition_name := 'telemetry_block_' || to_char(one_day, 'YYYYMMDD');
        if to_regclass('public.' || partition_name) is null then
            execute format('create table %I (like telemetry_block including all)', partition_name);
            execute format(
                'alter table telemetry_block attach partition %I for values from (%L) to (%L)',
                partition_name, one_day::timestamp at time zone 'UTC', (one_day + 1)::timestamp at time zone 'UTC');
            execute format(
                'create trigger refuse_truncate before truncate on %I for each statement execute function refuse_change()',
                partition_name);
        end if;
    end loop;
end
$$;
revoke all on function make_telemetry_days(date[]) from public;
grant execute on function make_telemetry_days(date[]) to mes_service;

-- The head's rows in the form of blocks: what a compaction writes, and what a reader sees of them before. A null argument does
-- not narrow. A block ends with its hour, after 4,000 samples, and before a step that an int does not hold (35 minutes).
create function telemetry_head_blocks(
    for_site int, for_producer bigint, for_tag bigint, sampled_from timestamptz, sampled_to timestamptz,
    received_from timestamptz, received_to timestamptz)
returns table (
    site int, producer bigint, tag bigint, t0 timestamptz, t1 timestamptz, received_at timestamptz, misdated boolean,
    samples int, steps int[], value float8[], status int[], slice_minute smallint[], slice_samples int[], slice_usable int[],
    slice_uncertain int[], slice_low float8[], slice_high float8[], slice_sum float8[])
language sql stable as $$
    with taken as (
        select h.site, h.producer, h.tag, h.misdated, h.received_at, h.sampled_at, h.value, h.status,
               date_trunc('hour', h.sampled_at, 'UTC') as hour, h.ctid as place
        from telemetry_head h
        where (for_site is null or h.site = for_site)
          and (for_producer is null or h.producer = for_producer)
          and (for_tag is null or h.tag = for_tag)
          and (sampled_from is null or h.sampled_at >= sampled_from)
          and (sampled_to is null or h.sampled_at < sampled_to)
          and (received_from is null or h.received_at >= received_from)
          and (received_to is null or h.received_at < received_to)
    ),
    stepped as (
        select t.*, row_number() over in_time as n, t.status < 0 or not coalesce(abs(t.value) < 1e300, false) as bad,
               (date_part('epoch', t.sampled_at - lag(t.sampled_at) over in_time) * 1000000)::bigint as step
        from taken t
        window in_time as (
            partition by t.site, t.producer, t.tag, t.misdated, t.hour order by t.sampled_at, t.received_at, t.place)
    ),
    parted as (
        select s.*, (s.n - 1) / 4000 as part,
               count(*) filter (where s.step > 2147483647) over (
                   partition by s.site, s.producer, s.tag, s.misdated, s.hour order by s.n) as breaks
        from stepped s
    ),
    minutes as (
        select p.site, p.producer, p.tag, p.misdated, p.hour, p.part, p.breaks,
               extract(minute from p.sampled_at at time zone 'UTC')::smallint as minute, count(*)::int as samples,
               count(*) filter (where not p.bad)::int as usable,
               count(*) filter (where not p.bad and p.status >= 1073741824)::int as uncertain,
               min(p.value) filter (where not p.bad) as low, max(p.value) filter (where not p.bad) as high,
               sum(p.value order by p.n) filter (where not p.bad) as total
        from parted p
        group by p.site, p.producer, p.tag, p.misdated, p.hour, p.part, p.breaks, 8
    ),
    slices as (
        select m.site, m.producer, m.tag, m.misdated, m.hour, m.part, m.breaks,
               array_agg(m.minute order by m.minute) as minute, array_agg(m.samples order by m.minute) as samples,
               array_agg(m.usable order by m.minute) as usable, array_agg(m.uncertain order by m.minute) as uncertain,
               array_agg(m.low order by m.minute) as low, array_agg(m.high order by m.minute) as high,
               array_agg(m.total order by m.minute) as total
        from minutes m
        group by m.site, m.producer, m.tag, m.misdated, m.hour, m.part, m.breaks
        having sum(m.samples) >= greatest(10 * count(*), 240)
    ),
    blocks as (
        select p.site, p.producer, p.tag, p.misdated, p.hour, p.part, p.breaks,
               min(p.sampled_at) as t0, max(p.sampled_at) as t1, max(p.received_at) as received_at, count(*)::int as samples,
               array_agg(
                   case when (p.n - 1) % 4000 = 0 or p.step > 2147483647 then 0 else p.step end::int order by p.n) as steps,
               array_agg(p.value order by p.n) as value,
               case when bool_and(p.status = 0) then null else array_agg(p.status order by p.n) end as status
        from parted p
        group by p.site, p.producer, p.tag, p.misdated, p.hour, p.part, p.breaks
    )
    select b.site, b.producer, b.tag, b.t0, b.t1, b.received_at, b.misdated, b.samples, b.steps, b.value, b.status,
           s.minute, s.samples, s.usable, s.uncertain, s.low, s.high, s.total
    from blocks b
    left join slices s using (site, producer, tag, misdated, hour, part, breaks)
$$;

-- Turns the head rows of one hour of receipt into blocks and drops their partition, in the caller's transaction: whoever reads
-- sees each sample once, before as rows, after as a block. Returns the samples moved; 0 where there is no such partition, null
-- where another instance compacts now. Refuses an hour that may still be written: it ended less than five minutes ago by this
-- server's clock. Rows on their way into the partition are waited for.
create function compact_telemetry_hour(hour timestamptz) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    hour_start timestamptz := date_trunc('hour', hour, 'UTC');
    partition_name text := 'telemetry_head_' || to_char(date_trunc('hour', hour, 'UTC') at time zone 'UTC', 'YYYYMMDDHH24');
    days date[];
    held bigint;
    written bigint;
begin
    if hour_start + interval '1 hour 5 minutes' > clock_timestamp() then
        raise exception 'the hour from % is not over for five minutes yet', hour_start;
    end if;

    -- An older snapshot would not see the rows that the lock below waits for.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'compaction needs read committed, not %', current_setting('transaction_isolation');
    end if;

    if not pg_try_advisory_xact_lock(hashtext('compact_telemetry')) then
        return null;
    end if;

    if to_regclass('public.' || partition_name) is null then
        return 0;
    end if;

    execute format('lock table %I in share mode', partition_name);
    execute format(
        'select count(*), array_agg(distinct (sampled_at at time zone ''UTC'')::date) from %I', partition_name) into held, days;
    if held > 0 then
        perform make_telemetry_days(days);
        with written_blocks as (
            insert into telemetry_block (
                site, producer, tag, t0, t1, received_at, misdated, samples, steps, value, status, slice_minute, slice_samples,
                slice_usable, slice_uncertain, slice_low, slice_high, slice_sum)
            select site, producer, tag, t0, t1, received_at, misdated, samples, steps, value, status, slice_minute,
                   slice_samples, slice_usable, slice_uncertain, slice_low, slice_high, slice_sum
            from telemetry_head_blocks(null, null, null, null, null, hour_start, hour_start + interval '1 hour')
            returning samples)
        select sum(samples) from written_blocks into written;
        if written <> held then
            raise exception '% of % samples became blocks: nothing is dropped', written, held;
        end if;
    end if;

    -- The drop waits for whoever reads the head now, and all others behind it: not for long, and later again.
    set local lock_timeout = '1s';
    execute format('drop table %I', partition_name);
    return held;
end
$$;
revoke all on function compact_telemetry_hour(timestamptz) from public;
grant execute on function compact_telemetry_hour(timestamptz) to mes_service;

-- The hours of receipt that may be compacted now, oldest first.
create function closed_telemetry_hours() returns setof timestamptz
language sql stable set search_path = public, pg_temp set timezone = 'UTC' as $$
    select h.hour
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    cross join lateral to_timestamp(right(c.relname, 10), 'YYYYMMDDHH24') as h(hour)
    where i.inhparent = 'telemetry_head'::regclass
      and h.hour + interval '1 hour 5 minutes' <= now()
    order by 1
$$;
grant execute on function closed_telemetry_hours() to mes_service;

-- The samples of a block, one by one.
create function telemetry_block_samples(t0 timestamptz, steps int[], value float8[], status int[])
returns table (sampled_at timestamptz, value float8, status int) language sql immutable rows 1000 as $$
    select t0 + sum(s.step) over (order by s.n) * interval '1 microsecond', s.value, coalesce(s.status, 0)
    from unnest(steps, value, status) with ordinality as s(step, value, status, n)
$$;

-- Every sample once, wherever it lies now.
create view telemetry_sample as
select h.site, h.producer, h.tag, h.sampled_at, h.value, h.status, h.misdated, h.received_at
from telemetry_head h
union all
select b.site, b.producer, b.tag, s.sampled_at, s.value, s.status, b.misdated, b.received_at
from telemetry_block b
cross join lateral telemetry_block_samples(b.t0, b.steps, b.value, b.status) s;
grant select on telemetry_sample to mes_service;

-- What product code reads: a tag's samples in [sampled_from, sampled_to) as blocks, one snapshot of head and blocks together.
-- Blocks reach over the ends of the time asked for. The bounds of t0 keep the days apart that cannot hold such a block.
create function telemetry_stored(
    for_site int, for_producer bigint, for_tag bigint, sampled_from timestamptz, sampled_to timestamptz)
returns table (
    t0 timestamptz, t1 timestamptz, samples int, steps int[], value float8[], status int[], slice_minute smallint[],
    slice_samples int[], slice_usable int[], slice_uncertain int[], slice_low float8[], slice_high float8[], slice_sum float8[])
language sql stable as $$
    select b.t0, b.t1, b.samples, b.steps, b.value, b.status, b.slice_minute, b.slice_samples, b.slice_usable,
           b.slice_uncertain, b.slice_low, b.slice_high, b.slice_sum
    from telemetry_block b
    where b.site = for_site and b.producer = for_producer and b.tag = for_tag
      and b.t0 < sampled_to and b.t0 > sampled_from - interval '1 hour' and b.t1 >= sampled_from
    union all
    select h.t0, h.t1, h.samples, h.steps, h.value, h.status, h.slice_minute, h.slice_samples, h.slice_usable,
           h.slice_uncertain, h.slice_low, h.slice_high, h.slice_sum
    from telemetry_head_blocks(for_site, for_producer, for_tag, sampled_from, sampled_to, null, null) h
$$;
grant execute on function telemetry_stored(int, bigint, bigint, timestamptz, timestamptz) to mes_service;

-- A tag's newest sample. Blocks of one hour may overlap: the last to begin need not be the last to end.
create function telemetry_latest(for_site int, for_producer bigint, for_tag bigint)
returns table (sampled_at timestamptz, value float8, status int) language sql stable as $$
    select n.sampled_at, n.value, n.status
    from (
        (select h.sampled_at, h.value, h.status
         from telemetry_head h
         where h.site = for_site and h.producer = for_producer and h.tag = for_tag
         order by h.sampled_at desc, h.received_at desc
         limit 1)
        union all
        (select b.t1, b.value[b.samples], coalesce(b.status[b.samples], 0)
         from (
             select k.t1, k.value, k.status, k.samples
             from telemetry_block k
             where k.site = for_site and k.producer = for_producer and k.tag = for_tag
             order by k.t0 desc
             limit 8) b
         order by b.t1 desc
         limit 1)) n
    order by n.sampled_at desc
    limit 1
$$;
grant execute on function telemetry_latest(int, bigint, bigint) to mes_service;

-- What became of the anchors of telemetry (L2, L20): whether the hashes of the segments that each covers, in order, give its
-- root. Where they do, the hashes have done their work and go; where they do not, they stay as evidence.
create table telemetry_anchor (
    site int not null,
    event_id uuid not null,
    producer bigint not null,
    incarnation uuid not null,
    first_seq bigint not null,
    last_seq bigint not null,
    root text not null,
    matches boolean not null,
    checked_at timestamptz not null,
    primary key (site, event_id)
);
call make_append_only('telemetry_anchor');
-- Written by the check alone.
revoke insert on telemetry_anchor from mes_service;
create index ledger_of_anchors on ledger (site, position, event_id) where kind = 'TelemetryAnchored';

create function refuse_segment_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('mes.anchor_matches', true) = 'on' then
        return old;
    end if;

    raise exception '% is append-only: a hash goes only when its anchor was found true', tg_table_name;
end
$$;
drop trigger refuse_change on telemetry_segment;
create trigger refuse_change before update or delete on telemetry_segment
    for each row execute function refuse_segment_change();

-- Checks one anchor of the ledger. Null where segments that it covers have not come yet, or it was checked before.
create function check_telemetry_anchor(for_site int, for_event uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    anchor record;
    held bigint;
    found text;
begin
    perform pg_advisory_xact_lock(hashtext('check_telemetry_anchor'));
    select l.producer, l.incarnation, (b.body ->> 'first')::bigint as first_seq, (b.body ->> 'last')::bigint as last_seq,
           b.body ->> 'root' as root
    into anchor
    from ledger l
    cross join lateral (select convert_from(l.bytes, 'UTF8')::jsonb -> 'body' as body) b
    where l.site = for_site and l.event_id = for_event and l.kind = 'TelemetryAnchored'
      and not exists (select from telemetry_anchor a where a.site = l.site and a.event_id = l.event_id)
    limit 1;
    if anchor is null then
        return null;
    end if;

    select count(*), encode(sha256(coalesce(string_agg(s.sha256, '' order by s.seq), '')), 'hex')
    into held, found
    from telemetry_segment s
    where s.site = for_site and s.producer = anchor.producer and s.incarnation = anchor.incarnation
      and s.seq between anchor.first_seq and anchor.last_seq;
    if held < anchor.last_seq - anchor.first_seq + 1 then
        return null;
    end if;

    insert into telemetry_anchor (
        site, event_id, producer, incarnation, first_seq, last_seq, root, matches, checked_at)
    values (
        for_site, for_event, anchor.producer, anchor.incarnation, anchor.first_seq, anchor.last_seq, anchor.root,
        found = anchor.root, now());
    if found = anchor.root then
        perform set_config('mes.anchor_matches', 'on', true);
        delete from telemetry_segment s
        where s.site = for_site and s.producer = anchor.producer and s.incarnation = anchor.incarnation
          and s.seq between anchor.first_seq and anchor.last_seq;
        perform set_config('mes.anchor_matches', 'off', true);
    end if;

    return found = anchor.root;
end
$$;
revoke all on function check_telemetry_anchor(int, uuid) from public;
grant execute on function check_telemetry_anchor(int, uuid) to mes_service;
