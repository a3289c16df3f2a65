using Mes.Contracts.Events;

namespace Mes.Central.Plant;

/// <summary>A version of a machine's inputs to figures.</summary>
sealed record MachineDefinition(
    string MachineId, string Name, long IdealCycleUs, long MicroStopUs, long Producer, DateTimeOffset EffectiveFrom,
    long Position)
{
    public TimeSpan? IdealCycle => IdealCycleUs > 0 ? Microseconds.ToSpan(IdealCycleUs) : null;

    public TimeSpan MicroStopLimit => Microseconds.ToSpan(MicroStopUs);

    /// <summary><c>site/line</c>.</summary>
    public string Line => MachineId[..MachineId.LastIndexOf('/')];
}

/// <summary>A version of a reason that people may give.</summary>
sealed record ReasonDefinition(
    string Line, string Code, string Name, string Use, bool Planned, DateTimeOffset EffectiveFrom, long Position);

/// <summary>A version of the site's calendar.</summary>
sealed record CalendarDefinition(
    string TimeZone, DateTimeOffset EffectiveFrom, IReadOnlyList<CalendarSpan> Shifts, IReadOnlyList<CalendarSpan> Breaks,
    long Position);

/// <summary>Everything that figures take from the plant, as it stands in the ledger now, in ledger order.</summary>
sealed record PlantDefinitions(
    IReadOnlyList<MachineDefinition> Machines, IReadOnlyList<ReasonDefinition> Reasons,
    IReadOnlyList<CalendarDefinition> Calendars)
{
    readonly ILookup<string, MachineDefinition> _versions = Machines.ToLookup(version => version.MachineId);

    /// <summary>
    /// The machines of all lines as they are at an instant: line by line, in the order in which their line first named them,
    /// which is that of the flow.
    /// </summary>
    public IReadOnlyList<MachineDefinition> AllAt(DateTimeOffset now) =>
    [
        .. _versions.Select(versions => MachineAt(versions.Key, now)!).OrderBy(machine => machine.Line, StringComparer.Ordinal),
    ];

    /// <summary>The version of a machine that governs until an instant; before the first one, the first.</summary>
    public MachineDefinition? MachineAt(string machine, DateTimeOffset until) =>
        _versions[machine].LastOrDefault(version => version.EffectiveFrom < until) ?? _versions[machine].FirstOrDefault();

    /// <summary>As <see cref="MachineAt"/>, for a reason of a stop.</summary>
    public ReasonDefinition? StopReasonAt(string line, string code, DateTimeOffset until)
    {
        var versions = Reasons.Where(version => version.Line == line && version.Code == code && version.Use == "stop").ToList();
        return versions.FindLast(version => version.EffectiveFrom < until) ?? versions.FirstOrDefault();
    }
}
