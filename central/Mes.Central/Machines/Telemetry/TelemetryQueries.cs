using Dapper;
using Mes.Central.Configuration;
using Mes.Central.Plant;
using Mes.Domain.Telemetry;
using Npgsql;

namespace Mes.Central.Machines.Telemetry;

/// <summary>What pages and the API may ask about a machine's history of values.</summary>
sealed class TelemetryQueries(NpgsqlDataSource database, CentralConfiguration configuration, TimeProvider clock)
{
    const string LatestSql = """
        select t.n, l.sampled_at, l.value, l.status
        from unnest(@Producers, @Tags) with ordinality as t(producer, tag, n)
        cross join lateral telemetry_latest(@Site, t.producer, t.tag) l
        """;

    const string GapsSql = """
        select source, from_at, to_at, cause
        from gap_current
        where site = @Site and machine_id = @Machine
          and from_at < @To
          and coalesce(to_at, 'infinity') > @From
        order by from_at
        """;

    int Site => configuration.Site.Number;

    /// <summary>The metrics of a machine by name, each with its newest sample; empty where there is no such machine.</summary>
    public async Task<IReadOnlyList<TelemetryMetric>> MetricsAsync(string machine, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var tags = await TagQueries.OfMachineAsync(connection, Site, machine, cancellation);
        var latest = (await LatestAsync(connection, tags, cancellation)).ToLookup(row => tags[(int)row.N - 1]);
        var now = clock.GetUtcNow();
        return
        [
            .. tags.GroupBy(tag => tag.Metric)
                .Select(metric => Metric(metric.First(), metric.SelectMany(tag => latest[tag]), now)),
        ];
    }

    /// <summary>A metric over a range.</summary>
    public async Task<SeriesAnswer> SeriesAsync(SeriesRequest request, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var tags = (await TagQueries.OfMachineAsync(connection, Site, request.Machine, cancellation))
            .Where(tag => tag.Metric == request.Metric).ToList();
        if (tags.Count == 0)
        {
            return new SeriesAnswer.NoMetric();
        }

        var fold = new SeriesFold(request);
        foreach (var tag in tags)
        {
            await foreach (var block in StoredBlocks.ReadAsync(
                connection, Site, tag, fold.Reads.From, fold.Reads.To, fold.TakesSlices, cancellation))
            {
                fold.Add(block);
                if (fold.IsTooLong)
                {
                    return new SeriesAnswer.TooLong();
                }
            }
        }

        var (form, points, summary) = fold.Result();
        if ((await LatestAsync(connection, tags, cancellation)).MaxBy(each => each.SampledAt) is { } newest
            && newest.SampledAt >= request.From && newest.SampledAt < request.To
            && SampleQuality.IsUsable(newest.Value, unchecked((uint)newest.Status)))
        {
            summary = summary with { Last = newest.Value, LastAt = newest.SampledAt };
        }

        var gaps = await connection.QueryAsync<Gap>(new CommandDefinition(
            GapsSql, new { Site, request.Machine, request.From, request.To }, cancellationToken: cancellation));
        return new SeriesAnswer.Found(new TelemetrySeries(
            request.Machine, request.Metric, tags[0].Unit, request.From, request.To, form,
            form == TelemetrySeries.Buckets ? fold.BucketSeconds : null, points, summary,
            [.. gaps.Where(gap => Concerns(gap, tags, points)).Select(gap => new GapOverview(gap.FromAt, gap.ToAt, gap.Cause))]));
    }

    /// <summary>The metric's tags; empty where the machine has none of that name.</summary>
    public async Task<IReadOnlyList<TagRow>> TagsAsync(string machine, string metric, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return [.. (await TagQueries.OfMachineAsync(connection, Site, machine, cancellation)).Where(tag => tag.Metric == metric)];
    }

    /// <summary>The blocks of a tag that share any time with [from, to), with every sample.</summary>
    public async IAsyncEnumerable<StoredBlock> BlocksAsync(
        TagRow tag, DateTimeOffset from, DateTimeOffset to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await foreach (var block in StoredBlocks.ReadAsync(connection, Site, tag, from, to, sliced: false, cancellation))
        {
            yield return block;
        }
    }

    async Task<IReadOnlyList<Latest>> LatestAsync(
        NpgsqlConnection connection, IReadOnlyList<TagRow> tags, CancellationToken cancellation)
    {
        var arguments = new
        {
            Site,
            Producers = tags.Select(tag => tag.Producer).ToArray(),
            Tags = tags.Select(tag => tag.Number).ToArray(),
        };
        return (await connection.QueryAsync<Latest>(
            new CommandDefinition(LatestSql, arguments, cancellationToken: cancellation))).AsList();
    }

    static TelemetryMetric Metric(TagRow tag, IEnumerable<Latest> latest, DateTimeOffset now)
    {
        var newest = latest.MaxBy(each => each.SampledAt);
        return new TelemetryMetric(
            tag.Metric, tag.Unit, newest?.SampledAt, newest?.Value is { } value && double.IsFinite(value) ? value : null,
            newest is null ? null : unchecked((uint)newest.Status),
            newest is null ? null : Math.Max(0, Math.Round((now - newest.SampledAt).TotalSeconds, 3)));
    }

    // A gap of the metric's own source; or one of another during which nothing of this metric came either.
    static bool Concerns(Gap gap, List<TagRow> tags, TelemetryPoints points)
    {
        var (from, to) = (gap.FromAt.ToUnixTimeMilliseconds(), gap.ToAt?.ToUnixTimeMilliseconds() ?? double.MaxValue);
        return tags.Exists(tag => tag.Source == gap.Source) || !points.Time.Any(time => time > from && time < to);
    }

    sealed record Latest(long N, DateTimeOffset SampledAt, double? Value, int Status);

    sealed record Gap(string Source, DateTimeOffset FromAt, DateTimeOffset? ToAt, string Cause);
}

abstract record SeriesAnswer
{
    SeriesAnswer()
    {
    }

    public sealed record Found(TelemetrySeries Series) : SeriesAnswer;

    public sealed record NoMetric : SeriesAnswer;

    /// <summary>A line was asked for of more samples than <see cref="SeriesFold.MostForLine"/>.</summary>
    public sealed record TooLong : SeriesAnswer;
}
