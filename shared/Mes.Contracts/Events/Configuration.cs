namespace Mes.Contracts.Events;

/// <summary>A new journal began. First event of every incarnation (L22).</summary>
/// <param name="Incarnation">The new one.</param>
/// <param name="Previous">The one it replaces; null for the first journal of this producer.</param>
/// <param name="PreviousSeq">Last good sequence of the previous one.</param>
/// <param name="PreviousHash">Chain hash there, lower-case hex.</param>
/// <param name="Reason">Why, in words for a person.</param>
/// <param name="Program">Name and version of the program that opened it.</param>
public sealed record IncarnationOpened(
    Guid Incarnation, Guid? Previous, long? PreviousSeq, string? PreviousHash, string Reason, string Program) : EventBody;

/// <summary>A configuration came into force (L5). The events that follow name each part that changed.</summary>
/// <param name="Version">Counts up from 1 for each producer.</param>
/// <param name="Sha256">Hash of the configuration file's bytes, lower-case hex.</param>
public sealed record ConfigurationApplied(int Version, string Sha256) : EventBody;

/// <summary>A machine's inputs to figures (L5).</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IdealCycle">The machine's default ideal time for one part (M0.12).</param>
/// <param name="Debounce">A shorter change of state is noise (M0.01).</param>
/// <param name="MicroStopLimit">A shorter stop is a performance loss, not downtime (M0.01).</param>
/// <param name="CountingPoint">COUNTER or OPERATOR (M0.04).</param>
public sealed record MachineDefined(
    string Machine, string Name, TimeSpan IdealCycle, TimeSpan Debounce, TimeSpan MicroStopLimit,
    string CountingPoint) : EventBody;

/// <summary>A tag got its number, for good (L5).</summary>
/// <param name="Tag">Minted by the edge, never used again for anything else.</param>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Metric">What it measures; unique on its machine.</param>
/// <param name="Unit">Unit as shown; null where it has none.</param>
/// <param name="Source">Name of the configured source.</param>
/// <param name="Address">Where the source finds it.</param>
public sealed record TagDefined(
    long Tag, string Machine, string Metric, string? Unit, string Source, string Address) : EventBody;

/// <summary>A reason that people on the line may give.</summary>
/// <param name="Line"><c>site/line</c>.</param>
/// <param name="Code">The owner's code.</param>
/// <param name="Name">In the words of the floor.</param>
/// <param name="Use"><c>stop</c> or <c>scrap</c>.</param>
/// <param name="Planned">A stop with this reason leaves planned time (M0.02).</param>
public sealed record ReasonDefined(string Line, string Code, string Name, string Use, bool Planned) : EventBody;

/// <summary>
/// When a site works. Times of day are minutes after local midnight; a shift that ends at or before its start runs past midnight.
/// </summary>
/// <param name="Site">Site code.</param>
/// <param name="TimeZone">IANA name of the site's zone.</param>
/// <param name="EffectiveFrom">The first instant this calendar governs.</param>
/// <param name="Shifts">In order of the day.</param>
/// <param name="Breaks">Planned stops of every day, outside planned time.</param>
public sealed record CalendarDefined(
    string Site, string TimeZone, DateTimeOffset EffectiveFrom,
    IReadOnlyList<CalendarSpan> Shifts, IReadOnlyList<CalendarSpan> Breaks) : EventBody;

/// <summary>
/// A named span of the day, in minutes after local midnight: [Start, End), End at or before Start means the next day.
/// </summary>
public sealed record CalendarSpan(string Name, int Start, int End);

/// <summary>How far a producer's clock is from central's (L10).</summary>
/// <param name="Boot">The monotonic clock observed.</param>
/// <param name="Mono">Its reading at the observation.</param>
/// <param name="Utc">The producer's wall clock at the observation.</param>
/// <param name="Offset">Central's clock minus the producer's.</param>
/// <param name="Uncertainty">Half the round trip.</param>
public sealed record ClockObserved(
    Guid Boot, TimeSpan Mono, DateTimeOffset Utc, TimeSpan Offset, TimeSpan Uncertainty) : EventBody;
