-- Master data are versions: every input of a figure is known by its effective time and its place in the ledger (L5).
create table machine_definition (
    site int not null,
    machine_id text not null,
    name text not null,
    ideal_cycle_us bigint not null,
    debounce_us bigint not null,
    micro_stop_us bigint not null,
    counting_point text not null,
    producer bigint not null,
    effective_from timestamptz not null,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, machine_id, position, ordinal)
);
call make_append_only('machine_definition');

create table tag_definition (
    site int not null,
    producer bigint not null,
    tag bigint not null,
    machine_id text not null,
    metric text not null,
    unit text,
    source text not null,
    address text not null,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, producer, tag, position, ordinal)
);
call make_append_only('tag_definition');

create table reason_definition (
    site int not null,
    line text not null,
    code text not null,
    name text not null,
    use text not null,
    planned boolean not null,
    effective_from timestamptz not null,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, line, use, code, position, ordinal)
);
call make_append_only('reason_definition');

-- shifts and breaks: [{"name", "start", "end"}], minutes after local midnight.
create table calendar_definition (
    site int not null,
    time_zone text not null,
    effective_from timestamptz not null,
    shifts jsonb not null,
    breaks jsonb not null,
    event_id uuid not null,
    position bigint not null,
    ordinal int not null,
    primary key (site, position, ordinal)
);
call make_append_only('calendar_definition');

-- For other modules: the newest version of each.
create view machine as
select distinct on (site, machine_id) *
from machine_definition
order by site, machine_id, position desc, ordinal desc;
grant select on machine to mes_service;

create view tag as
select distinct on (site, producer, tag) *
from tag_definition
order by site, producer, tag, position desc, ordinal desc;
grant select on tag to mes_service;

create view reason as
select distinct on (site, line, use, code) *
from reason_definition
order by site, line, use, code, position desc, ordinal desc;
grant select on reason to mes_service;
