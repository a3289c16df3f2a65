using Mes.Contracts.Chain;

namespace Mes.Edge.Journal;

/// <summary>How far central holds a lane, and how far it holds it safely (L23).</summary>
sealed record Acknowledged(Lane Lane, long Seq, long Safe);
