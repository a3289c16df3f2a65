namespace Mes.Central.Machines;

/// <summary>One machine now.</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="State">RUNNING, IDLE, FAULT, MAINTENANCE or NO_DATA.</param>
/// <param name="Since">When that state began.</param>
/// <param name="Reason">The name of the reason given for the present stop; null where it runs or none is.</param>
/// <param name="Cause">Why there are no data, in words; null while there are.</param>
/// <param name="Order">What its line makes; null with no order running.</param>
/// <param name="Good">Good parts of that order on this machine; with no order, of the shift.</param>
/// <param name="Scrap">Scrap likewise.</param>
/// <param name="Estimated">Of these, made while data was missing: when exactly is not known.</param>
/// <param name="Oee">The running shift; null outside shifts.</param>
/// <param name="LiveAt">When the edge's live view last came; null for never.</param>
/// <param name="CaughtUpTo">Before this instant no fact is missing; null before the first.</param>
/// <param name="BacklogEvents">Events that the edge has yet to send, as it last said.</param>
/// <param name="Recent">What it was doing in the last hours, without holes, in order.</param>
public sealed record MachineOverview(
    string Machine, string Name, string State, DateTimeOffset Since, string? Reason, string? Cause,
    OrderOverview? Order, long Good, long Scrap, long Estimated, ShiftOee? Oee,
    DateTimeOffset? LiveAt, DateTimeOffset? CaughtUpTo, long BacklogEvents, IReadOnlyList<StateSpan> Recent);

/// <param name="Number">Order number.</param>
/// <param name="Item">Item code.</param>
/// <param name="ItemName">What people call it.</param>
/// <param name="TargetQuantity">Good parts wanted.</param>
public sealed record OrderOverview(string Number, string Item, string ItemName, long TargetQuantity);

/// <summary>OEE of a machine in a shift; factors are rounded to 4 places, null where unknown.</summary>
/// <param name="ShiftName">The shift.</param>
/// <param name="From">Its first instant.</param>
/// <param name="To">First instant after it.</param>
/// <param name="Availability">Run time over planned time.</param>
/// <param name="Performance">Ideal time of all parts over run time, at most 1.</param>
/// <param name="Quality">Good over all parts.</param>
/// <param name="Value">The product.</param>
/// <param name="RawPerformance">Performance before it was held to 1.</param>
/// <param name="OverSpeed">Parts came faster than the ideal cycle allows.</param>
/// <param name="Coverage">Known over planned time; 1 where nothing was planned, as then nothing is missing.</param>
/// <param name="Produced">Good and scrap.</param>
/// <param name="Good">Good parts.</param>
/// <param name="Scrap">Scrap.</param>
/// <param name="Estimated">Of these, counted across a hole: not in the factors.</param>
public sealed record ShiftOee(
    string ShiftName, DateTimeOffset From, DateTimeOffset To, decimal? Availability, decimal? Performance, decimal? Quality,
    decimal? Value, decimal? RawPerformance, bool OverSpeed, decimal Coverage, long Produced, long Good, long Scrap,
    long Estimated);
