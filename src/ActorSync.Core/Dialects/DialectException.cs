namespace ActorSync.Core.Dialects;

/// <summary>An answer of the target that is not of the dialect's shape.</summary>
public sealed class DialectException : Exception
{
    /// <summary>Says what was expected and what came.</summary>
    public DialectException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was expected, and what the parser met.</summary>
    public DialectException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Required by the framework's guidelines; prefer a message.</summary>
    public DialectException()
    {
    }
}
