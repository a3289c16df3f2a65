namespace Mes.Edge.Acquisition;

/// <summary>How far a source that repeats what was not acknowledged has been journaled; committed with the samples.</summary>
sealed record SourceCheckpoint(IReadOnlyList<TagMark> Tags);

/// <param name="Time">Source time of the tag's newest sample; null where its payload has none.</param>
/// <param name="Values">The last few values, newest last, where there is no time to go by.</param>
sealed record TagMark(long Tag, DateTimeOffset? Time, IReadOnlyList<double?> Values);
