def open_invoices(invoices, payments, today):
    paid = {}
    for payment in payments:
        if payment.day <= today:
            paid[payment.reference] = paid.get(payment.reference, 0) + payment.cents
    by_customer = {}
    for invoice in invoices:
        rows = by_customer.setdefault(invoice.customer, [])
        left = invoice.cents - paid.get(invoice.number, 0)
        if left > 0:
            rows.append((invoice.number, left, max(0, today - invoice.due_day)))
    return {customer: by_customer[customer] for customer in sorted(by_customer) if by_customer[customer]}
