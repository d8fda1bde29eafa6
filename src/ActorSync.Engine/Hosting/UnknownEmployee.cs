namespace ActorSync.Engine.Hosting;

/// <summary>What is said where a journal knows nobody with an employee id.</summary>
public static class UnknownEmployee
{
    /// <summary>The place and the remedy.</summary>
    /// <param name="employee">The employee id.</param>
    public static string Message(string employee) =>
        $"The journal of this target knows nobody with employee id {employee}. Write the id as the source or the target has it, with its leading zeros.";
}
