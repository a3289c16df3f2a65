-- The second line of defence behind the grants (L29): whoever holds more rights than mes_service still cannot change a fact.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: a correction is a new row that names the old', tg_table_name;
end
$$;

-- Makes a table append-only for mes_service and everybody else. Retention and compaction act through functions of mes_owner.
create procedure make_append_only(which regclass) language plpgsql as $$
begin
    execute format('grant select, insert on %s to mes_service', which);
    execute format(
        'create trigger refuse_change before update or delete on %s for each row execute function refuse_change()', which);
    execute format(
        'create trigger refuse_truncate before truncate on %s for each statement execute function refuse_change()', which);
end
$$;

grant usage on schema public to mes_service;
