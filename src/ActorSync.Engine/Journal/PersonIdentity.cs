using ActorSync.Core.Users;

namespace ActorSync.Engine.Journal;

/// <summary>Who a numbered person is: everything of a person that the journal itself does not hold.</summary>
/// <param name="Number">The person's number in their partition, from 1.</param>
/// <param name="User">The target's user; null once the person was erased.</param>
/// <param name="Employee">The employee id that a source was matched by, or null.</param>
/// <param name="TargetEmployee">The employee id that the target holds, or null.</param>
/// <param name="Email">The e-mail that the target holds, or null.</param>
public sealed record PersonIdentity(int Number, UserId? User, string? Employee, string? TargetEmployee, string? Email)
{
    /// <summary>Whether the person was erased: the number stays taken.</summary>
    public bool IsErased => User is null;
}
