using Npgsql;

namespace Mes.Central.Database;

/// <summary>
/// Faults of the moment: the same work may succeed a second later. Connection, serialisation, resources, lock wait, operator's
/// intervention, system; or no word from the server at all (L24).
/// </summary>
static class PassingFault
{
    public static bool Is(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => true,
        PostgresException { SqlState: var state } => state[..2] is "08" or "40" or "53" or "57" or "58",
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>Somebody else holds the lock for too long: come back later.</summary>
    public static bool IsBusy(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };
}
