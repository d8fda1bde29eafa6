namespace ActorSync.Core.Roster;

/// <summary>A person row's list as read.</summary>
internal sealed record ListDraft<TDraft, TName>(Statement Statement, TDraft[] Items, RejectedItem<TName>[] Rejected)
    where TName : struct
{
    public static readonly ListDraft<TDraft, TName> NotStated = new(Statement.NotStated, [], []);

    public static readonly ListDraft<TDraft, TName> LeaveAsIs = new(Statement.LeaveAsIs, [], []);
}
