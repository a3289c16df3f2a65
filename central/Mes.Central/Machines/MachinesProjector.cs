using Mes.Central.Ledger;
using Mes.Contracts.Events;
using Npgsql;

namespace Mes.Central.Machines;

/// <summary>Turns events of lines into facts of machines and marks the figures that these make stale.</summary>
sealed class MachinesProjector : IProjector
{
    const string MarkSql = """
        insert into oee_stale (site, machine_id, from_at, to_at)
        values (@Site, @Machine, @From, @To)
        """;

    const string MarkAllSql = """
        insert into oee_stale (site, machine_id, from_at, to_at)
        select distinct site, machine_id, @From::timestamptz, 'infinity'::timestamptz
        from machine_events
        where site = @Site and (@Machine::text is null or machine_id = @Machine) and starts_with(machine_id, @Line)
        """;

    public string Module => "machines";

    public string? AggregateOf(LedgerEvent appended) => appended.Event.Body switch
    {
        MachineStateChanged changed => changed.Machine,
        PartsCounted counted => counted.Machine,
        QuantityReclassified moved => moved.Machine,
        StoppageReasonGiven given => given.Machine,
        PartsAssigned assigned => assigned.Machine,
        GapOpened opened => $"gaps of {appended.Journal.Producer}/{opened.Source}",
        GapClosed closed => $"gaps of {appended.Journal.Producer}/{closed.Source}",
        OrderRunStarted or OrderRunEnded => $"orders of {appended.Journal.Producer}",
        ClockObserved => $"clock of {appended.Journal.Producer}",
        MachineDefined or ReasonDefined or CalendarDefined => "definitions",
        _ => null,
    };

    public async Task ProjectAsync(
        NpgsqlTransaction transaction, IReadOnlyList<LedgerEvent> events, CancellationToken cancellation)
    {
        var scope = new ProjectionScope(transaction, cancellation);
        foreach (var appended in events)
        {
            await ProjectAsync(scope, appended);
        }

        foreach (var (machine, range) in scope.Stale.ByMachine)
        {
            await scope.ExecuteAsync(MarkSql, new { events[0].Known.Site, Machine = machine, range.From, range.To });
        }
    }

    static async Task ProjectAsync(ProjectionScope scope, LedgerEvent appended)
    {
        switch (appended.Event.Body)
        {
            case MachineStateChanged changed:
                await StateFacts.ChangeAsync(scope, appended, changed);
                break;
            case PartsCounted counted:
                await CountFacts.CountAsync(scope, appended, counted);
                break;
            case QuantityReclassified moved:
                await CountFacts.ReclassifyAsync(scope, appended, moved);
                break;
            case StoppageReasonGiven given:
                await StateFacts.GiveReasonAsync(scope, appended, given);
                break;
            case GapOpened opened:
                await StateFacts.OpenGapAsync(scope, appended, opened);
                break;
            case GapClosed closed:
                await StateFacts.CloseGapAsync(scope, appended, closed);
                break;
            case PartsAssigned assigned:
                await AssignmentFacts.AssignAsync(scope, appended, assigned);
                break;
            case OrderRunStarted started:
                await OrderRunFacts.StartAsync(scope, appended, started);
                break;
            case OrderRunEnded ended:
                await OrderRunFacts.EndAsync(scope, appended, ended);
                break;
            case ClockObserved observed:
                foreach (var again in await ClockFacts.ObserveAsync(scope, appended, observed))
                {
                    await ProjectAsync(scope, again);
                }

                break;
            default:
                await MarkDefinitionAsync(scope, appended);
                break;
        }
    }

    // A definition changes figures of the time that it governs, of the machines that it concerns.
    static Task MarkDefinitionAsync(ProjectionScope scope, LedgerEvent appended)
    {
        var (machine, line, from) = appended.Event.Body switch
        {
            MachineDefined defined => (defined.Machine, "", appended.Event.Times.EdgeUtc),
            ReasonDefined reason => (null, $"{reason.Line}/", appended.Event.Times.EdgeUtc),
            CalendarDefined calendar => ((string?)null, "", calendar.EffectiveFrom),
            _ => (null, "", DateTimeOffset.MaxValue),
        };
        return scope.ExecuteAsync(MarkAllSql, new { appended.Known.Site, Machine = machine, Line = line, From = from });
    }
}
