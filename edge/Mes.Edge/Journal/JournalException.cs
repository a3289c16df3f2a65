namespace Mes.Edge.Journal;

/// <summary>The journal cannot be used as it is. The message says what is wrong and what to do.</summary>
public sealed class JournalException : Exception
{
    public JournalException()
    {
    }

    public JournalException(string message)
        : base(message)
    {
    }

    public JournalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
