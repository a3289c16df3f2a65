using Mes.OpcUa.Types;

namespace Mes.OpcUa.Sessions;

/// <summary>How many nodes go into one request: what the server allows, then half as many whenever it was too many.</summary>
sealed class BatchSize(uint serverLimit)
{
    const int Default = 500;

    /// <summary>A limit of 0 means that the server names none.</summary>
    public int Current { get; private set; } = serverLimit == 0 ? Default : (int)Math.Min(serverLimit, Default);

    /// <summary>Whether a smaller batch may succeed where this one was refused.</summary>
    public bool CanShrinkAfter(StatusCode status) =>
        Current > 1
        && (status == StatusCodes.BadTooManyOperations
            || status == StatusCodes.BadTcpMessageTooLarge
            || status == StatusCodes.BadRequestTooLarge
            || status == StatusCodes.BadResponseTooLarge
            || status == StatusCodes.BadEncodingLimitsExceeded);

    public void Shrink() => Current = Math.Max(Current / 2, 1);
}
