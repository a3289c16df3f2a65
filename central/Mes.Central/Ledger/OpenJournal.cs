using Mes.Central.Configuration;
using Mes.Contracts.Replication;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>An edge says hello: its journal gets its rows, and it hears what of it is held.</summary>
sealed class OpenJournal(
    NpgsqlDataSource database, EnrolledEdges edges, CentralIdentity identity, CentralConfiguration configuration,
    TimeProvider clock)
{
    const int ProgramLength = 200;

    public async Task<OpenOutcome> HandleAsync(Hello hello, CancellationToken cancellation)
    {
        if (Fault(hello) is { } fault)
        {
            return new OpenOutcome.Malformed(fault);
        }

        var (edge, refusal) = edges.Find(hello.Producer, Convert.FromHexString(hello.KeyId));
        if (edge is null)
        {
            return new OpenOutcome.Refused(refusal!);
        }

        var site = configuration.Site.Number;
        var central = await identity.GetAsync(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await JournalStore.OpenAsync(
            transaction,
            new JournalToOpen(site, hello.Producer, hello.Incarnation, hello.Previous, hello.Program, clock.GetUtcNow()),
            edge.Settings.PublicKey, cancellation);
        var state = await JournalStore.FindAsync(transaction, site, hello.Producer, hello.Incarnation, cancellation);
        var held = await JournalStore.HeldRangesAsync(transaction, site, hello.Producer, hello.Incarnation, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        return new OpenOutcome.Opened(new Welcome(central.Id, central.Epoch, state!.Ordinal, state.ToHeld("repeat"), held));
    }

    static string? Fault(Hello hello)
    {
        if (hello.Incarnation == Guid.Empty)
        {
            return "incarnation: must be the id of a journal.";
        }

        if (hello.KeyId.Length != 64 || !hello.KeyId.All(char.IsAsciiHexDigit))
        {
            return "keyId: must be a SHA-256 in hex, 64 digits.";
        }

        return hello.Program.Length is 0 or > ProgramLength || hello.Program.Any(char.IsControl)
            ? $"program: must be 1 to {ProgramLength} printable characters."
            : null;
    }
}

abstract record OpenOutcome
{
    OpenOutcome()
    {
    }

    public sealed record Opened(Welcome Welcome) : OpenOutcome;

    /// <summary>No edge of ours, or not with this key.</summary>
    public sealed record Refused(string Reason) : OpenOutcome;

    public sealed record Malformed(string Reason) : OpenOutcome;
}
