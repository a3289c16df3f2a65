-- Which segments of a journal's telemetry are held: any number of holes heal in any order (L20).
create table telemetry_watermark (
    site int not null,
    producer bigint not null,
    incarnation uuid not null,
    held int8multirange not null,
    complete_through timestamptz not null,
    primary key (site, producer, incarnation)
);
grant select, insert, update on telemetry_watermark to mes_service;

-- The hash of each segment, checked on receipt, kept for the anchor that covers it (L2, L20).
create table telemetry_segment (
    site int not null,
    producer bigint not null,
    incarnation uuid not null,
    seq bigint not null,
    sha256 bytea not null,
    received_at timestamptz not null,
    primary key (site, producer, incarnation, seq)
) /* partition by hash (site) */;
call make_append_only('telemetry_segment');

-- Samples as rows, by hour of receipt (L28). status: the 32 bits of OPC UA as a signed number, 0 = Good. misdated: the source
-- time lies too far from the receipt to be true; sampled_at is the receipt then.
create table telemetry_head (
    site int not null,
    producer bigint not null,
    tag bigint not null,
    received_at timestamptz not null,
    sampled_at timestamptz not null,
    value float8,
    status int not null,
    misdated boolean not null
) partition by range (received_at);
create index telemetry_head_sampled_at on telemetry_head using brin (sampled_at) with (autosummarize = on);
call make_append_only('telemetry_head');

-- Makes the partitions of the hours from first_hour on, as the owner: mes_service has no rights on partitions. Attached rather
-- than created in place, which would lock out every reader and writer of the table.
create function make_telemetry_hours(first_hour timestamptz, hours int) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    hour_start timestamptz := date_trunc('hour', first_hour, 'UTC');
    partition_name text;
begin
    if hours not between 1 and 48 then
        raise exception '% hours at once: 1 to 48 are allowed', hours;
    end if;

    perform pg_advisory_xact_lock(hashtext('make_telemetry_hours'));
    for i in 1..hours loop
        partition_name := 'telemetry_head_' || to_char(hour_start at time zone 'UTC', 'YYYYMMDDHH24');
        if to_regclass('public.' || partition_name) is null then
            execute format('create table %I (like telemetry_head including defaults including constraints)', partition_name);
            execute format(
                'alter table telemetry_head attach partition %I for values from (%L) to (%L)',
                partition_name, hour_start, hour_start + interval '1 hour');
            execute format(
                'create trigger refuse_truncate before truncate on %I for each statement execute function refuse_change()',
                partition_name);
        end if;
        hour_start := hour_start + interval '1 hour';
    end loop;
end
$$;
revoke all on function make_telemetry_hours(timestamptz, int) from public;
grant execute on function make_telemetry_hours(timestamptz, int) to mes_service;
