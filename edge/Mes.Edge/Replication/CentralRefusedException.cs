namespace Mes.Edge.Replication;

/// <summary>Central will not have this: the same request again would be refused again. The message is central's own.</summary>
public sealed class CentralRefusedException : Exception
{
    public CentralRefusedException()
    {
    }

    public CentralRefusedException(string message)
        : base(message)
    {
    }

    public CentralRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
