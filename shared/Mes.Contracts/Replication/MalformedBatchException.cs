namespace Mes.Contracts.Replication;

/// <summary>Bytes that no edge would send. The message says which rule of docs/protocol.md they break.</summary>
public sealed class MalformedBatchException : Exception
{
    public MalformedBatchException()
    {
    }

    public MalformedBatchException(string message)
        : base(message)
    {
    }

    public MalformedBatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
