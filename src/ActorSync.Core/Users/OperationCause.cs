namespace ActorSync.Core.Users;

/// <summary>Why an operation was decided.</summary>
public enum OperationCause
{
    /// <summary>The source states the value.</summary>
    Stated,

    /// <summary>A value kept from an earlier file has come due.</summary>
    Scheduled,

    /// <summary>The source asks for removal with a zero.</summary>
    Zero,

    /// <summary>The source no longer states the value, and the removal policy takes it back.</summary>
    NoLongerStated,

    /// <summary>The person has left.</summary>
    Terminated,

    /// <summary>The person is missing from a full file.</summary>
    Absent,

    /// <summary>The certification has ended by its date.</summary>
    Expired,

    /// <summary>The source lets the certification lapse.</summary>
    Lapsed,

    /// <summary>The certification was renewed or extended.</summary>
    Renewed,

    /// <summary>A person takes back what an earlier run wrote.</summary>
    Undone,
}
