namespace Mes.Edge.Journal;

/// <summary>How far the journal reaches, as of the last commit.</summary>
/// <param name="Seq">Newest event; 0 for none.</param>
/// <param name="Hash">Chain hash there.</param>
/// <param name="Settled">Nothing that happened before this instant is missing from the events so far.</param>
/// <param name="Segment">Newest sealed telemetry segment; 0 for none.</param>
sealed record JournalTip(long Seq, byte[] Hash, DateTimeOffset Settled, long Segment);
