namespace ActorSync.Engine.Runs;

/// <summary>A file that is not a plan, or not an unedited one; the message says what to do.</summary>
public sealed class PlanFileException : Exception
{
    /// <summary>Says what is wrong and what to do.</summary>
    public PlanFileException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, what to do, and what the parser met.</summary>
    public PlanFileException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Required by the framework's guidelines; prefer a message.</summary>
    public PlanFileException()
    {
    }
}
