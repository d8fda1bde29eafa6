namespace ActorSync.Core.Runs;

/// <summary>The rules of the findings that say why a run stopped before its end.</summary>
public static class StopRule
{
    /// <summary>The target cannot be reached.</summary>
    public const string TargetUnreachable = "target-unreachable";

    /// <summary>The target refused the credentials.</summary>
    public const string CredentialsRefused = "credentials-refused";

    /// <summary>A permission is missing.</summary>
    public const string PermissionMissing = "permission-missing";

    /// <summary>The target asked for a pause that is longer than a run waits for.</summary>
    public const string PauseTooLong = "pause-too-long";

    /// <summary>Whether the rule says why a run stopped before its end.</summary>
    public static bool IsOfStop(string rule) => rule is PauseTooLong || IsUnavailable(rule);

    /// <summary>Whether the rule is one by which the target was not available.</summary>
    public static bool IsUnavailable(string rule) => rule is TargetUnreachable or CredentialsRefused or PermissionMissing;
}
