namespace Mes.Domain.Performance;

/// <summary>What <see cref="TimeModel"/> makes of a shift of one machine.</summary>
/// <param name="Until">The figures cover [shift's beginning, this): its end, or as far as it has come.</param>
/// <param name="Times">That time by class.</param>
/// <param name="Parts">The parts.</param>
/// <param name="Stoppages">The stops that share any time with it, whole, in order.</param>
/// <param name="StoppageTimes">How much of the time above each of them makes up.</param>
/// <param name="Terms">For adding up shifts and machines.</param>
/// <param name="Oee">At full precision.</param>
/// <param name="IdealTimeOfGood">Part of the running time that the good parts needed; null where no ideal cycle is known.</param>
/// <param name="IdealTimeOfScrap">Part that the scrap needed.</param>
/// <param name="SpeedLoss">The rest of the running time; negative on over-speed, so that the sum still holds (M0.11).</param>
public sealed record ShiftFigures(
    DateTimeOffset Until, ShiftTimes Times, ShiftParts Parts, IReadOnlyList<Stoppage> Stoppages,
    IReadOnlyList<StoppageTime> StoppageTimes, OeeTerms Terms, Oee Oee, TimeSpan? IdealTimeOfGood, TimeSpan? IdealTimeOfScrap,
    TimeSpan? SpeedLoss);
