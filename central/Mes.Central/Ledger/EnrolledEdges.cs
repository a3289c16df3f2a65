using System.Security.Cryptography;
using Mes.Central.Configuration;
using Mes.Contracts.Replication;

namespace Mes.Central.Ledger;

/// <summary>The line PCs that may send, by number, with the key that each must show.</summary>
sealed class EnrolledEdges(CentralConfiguration configuration)
{
    readonly Dictionary<uint, EnrolledEdge> _edges = configuration.Edges.ToDictionary(
        edge => edge.Producer, edge => new EnrolledEdge(edge, SHA256.HashData(edge.PublicKey)));

    /// <summary>The edge, or the words why this is none of ours.</summary>
    public (EnrolledEdge? Edge, string? Refusal) Find(uint producer, ReadOnlySpan<byte> keyId)
    {
        if (!_edges.TryGetValue(producer, out var edge))
        {
            return (null, $"Edge {producer} is not listed under edges in central's configuration.");
        }

        return edge.KeyId.AsSpan().SequenceEqual(keyId)
            ? (edge, null)
            : (null, $"Edge {producer} uses another key than the one in its publicKeyFile at central.");
    }

    public bool Contains(uint producer) => _edges.ContainsKey(producer);

    /// <summary>The refusal of a batch, or the edge that sent it.</summary>
    public (EnrolledEdge? Edge, string? Refusal) SenderOf(BatchHeader header) => Find(header.Producer, header.KeyId.Span);
}

/// <param name="Settings">As configured.</param>
/// <param name="KeyId">SHA-256 of its public key.</param>
sealed record EnrolledEdge(EdgeSettings Settings, byte[] KeyId);
