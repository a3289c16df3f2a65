using System.Text.Json.Nodes;
using Mes.Testing;

namespace Mes.EndToEnd;

/// <summary>[From, To) in one state.</summary>
sealed record Stretch(DateTimeOffset From, DateTimeOffset To, string State)
{
    public TimeSpan Length => To - From;
}

/// <summary>What central tells of a machine from one instant to another.</summary>
/// <param name="States">Without holes, in order; NO_DATA where nothing is known.</param>
/// <param name="Gaps">The declared ones, without overlaps.</param>
sealed record Told(IReadOnlyList<Stretch> States, IReadOnlyList<Stretch> Gaps)
{
    public const string NoData = "NO_DATA";

    const string StatesSql = """
        select occurred_at as "OccurredAt", state as "State"
        from machine_events_current
        where machine_id = @Machine
        order by incarnation_ordinal, seq
        """;

    public TimeSpan Known => Sum(States.Where(stretch => stretch.State != NoData));

    /// <summary>By the API, as a report outside would ask.</summary>
    public static async Task<Told> AskAsync(Plant plant, string machine, DateTimeOffset from, DateTimeOffset to)
    {
        var path = FormattableString.Invariant(
            $"/api/v1/machines/bottling/{machine}?from={from.UtcDateTime:O}&to={to.UtcDateTime:O}");
        var detail = await plant.GetAsync(path);
        return new Told(
            Clip(detail["timeline"]!.AsArray().Select(span => Read(span!, (string)span!["state"]!, to)), from, to),
            Clip(Union(detail["gaps"]!.AsArray().Select(gap => Read(gap!, NoData, to))), from, to));
    }

    /// <summary>The states by SQL, in [<paramref name="from"/>, <paramref name="to"/>), equal neighbours as one.</summary>
    public static async Task<IReadOnlyList<Stretch>> QueryAsync(
        Plant plant, string machine, DateTimeOffset from, DateTimeOffset to)
    {
        var rows = await plant.QueryAsync<Spreadsheet.StateRow>(StatesSql, new { Machine = $"demo/bottling/{machine}" });
        var ends = rows.Skip(1).Select(row => At(row)).Append(DateTimeOffset.MaxValue);
        return Clip(rows.Zip(ends, (row, end) => new Stretch(At(row), end, row.State)), from, to);

        static DateTimeOffset At(Spreadsheet.StateRow row) => new(row.OccurredAt, TimeSpan.Zero);
    }

    /// <summary>The part of each in [<paramref name="from"/>, <paramref name="to"/>), equal neighbours as one.</summary>
    public static IReadOnlyList<Stretch> Clip(IEnumerable<Stretch> stretches, DateTimeOffset from, DateTimeOffset to)
    {
        var clipped = new List<Stretch>();
        foreach (var stretch in stretches)
        {
            var part = stretch with { From = Later(stretch.From, from), To = Earlier(stretch.To, to) };
            if (part.To <= part.From)
            {
                continue;
            }

            if (clipped.Count > 0 && clipped[^1].State == part.State && clipped[^1].To == part.From)
            {
                clipped[^1] = clipped[^1] with { To = part.To };
            }
            else
            {
                clipped.Add(part);
            }
        }

        return clipped;
    }

    static List<Stretch> Union(IEnumerable<Stretch> stretches)
    {
        var union = new List<Stretch>();
        foreach (var stretch in stretches.OrderBy(stretch => stretch.From))
        {
            if (union.Count > 0 && stretch.From <= union[^1].To)
            {
                union[^1] = union[^1] with { To = Later(union[^1].To, stretch.To) };
            }
            else
            {
                union.Add(stretch);
            }
        }

        return union;
    }

    public static TimeSpan Sum(IEnumerable<Stretch> stretches) =>
        stretches.Aggregate(TimeSpan.Zero, (sum, stretch) => sum + stretch.Length);

    static Stretch Read(JsonNode span, string state, DateTimeOffset otherwise) => new(
        (DateTimeOffset)span["from"]!, span["to"] is { } to ? (DateTimeOffset)to : otherwise, state);

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
