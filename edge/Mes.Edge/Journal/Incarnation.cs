using Mes.Contracts.Chain;
using Mes.Edge.Configuration;

namespace Mes.Edge.Journal;

/// <summary>Whose journal this is: one unbroken numbering under one key (L19).</summary>
sealed record Incarnation(uint Producer, Guid Id, ProducerKey Key)
{
    /// <summary>Hash of the event lane before its first event.</summary>
    public byte[] Genesis { get; } = ChainHash.Genesis(Producer, Id, Lane.Event, Key.PublicKey);
}
